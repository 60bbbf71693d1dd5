-- What follows a report waits until the report is settled.

ALTER TABLE alerts ADD COLUMN follows TEXT;        -- the delivery id of the report that it follows; NULL: it follows none
UPDATE alerts SET follows = report.delivery_id
FROM alerts AS report
WHERE alerts.settled_at IS NULL AND report.settled_at IS NULL AND report.receiver = alerts.receiver
    AND report.alert_id = CASE WHEN json_valid(alerts.payload) THEN alerts.payload ->> '$.thread.firstAlert' END;

DROP INDEX alerts_in_order;
DROP INDEX alerts_by_rule;
CREATE INDEX alerts_in_order ON alerts (receiver, seq, next_attempt, planned_at, state, unfinished, urgent, follows)
    WHERE settled_at IS NULL AND state <> 5;
CREATE INDEX alerts_by_rule ON alerts (receiver, rule, seq, next_attempt, planned_at, state, unfinished, urgent, follows)
    WHERE settled_at IS NULL AND state <> 5;
