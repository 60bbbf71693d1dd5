using System.Text;
using System.Text.Json;
using NewsMonitor.Core.Alerts;
using NewsMonitor.Core.Items;
using NewsMonitor.Core.Matching;
using NewsMonitor.Core.Rules;
using NewsMonitor.Deliveries.Webhook;
using NewsMonitor.Ledger;
using Xunit;

namespace NewsMonitor.Tests.Deliveries.Webhook;

public class WebhookBodyTests
{
    [Fact]
    public void The_body_tells_the_alert_its_item_and_its_evidence()
    {
        var alert = Sample.Alert("ops-hook");
        using var json = JsonDocument.Parse(WebhookBody.Of(alert));
        var root = json.RootElement;
        Assert.Equal(1, root.GetProperty("version").GetInt32());
        Assert.Equal("alert.created", root.GetProperty("type").GetString());
        Assert.Equal(alert.DeliveryId.Value, root.GetProperty("id").GetString());
        Assert.Equal(alert.Id.Value, root.GetProperty("alert").GetString());
        Assert.Equal("new story", root.GetProperty("reason").GetString());
        Assert.Equal("ops-hook", root.GetProperty("receiver").GetString());
        Assert.Equal("iraq-withdrawal", root.GetProperty("rule").GetProperty("id").GetString());
        Assert.Equal("Example World", root.GetProperty("source").GetString());
        Assert.Equal("2020-01-06T20:07:30Z", root.GetProperty("first_seen").GetString());
        Assert.False(root.GetProperty("truncated").GetBoolean());
        var item = root.GetProperty("item");
        Assert.Equal("https://example.org/id/g-1", item.GetProperty("id").GetString());
        Assert.Equal(Sample.Title, item.GetProperty("title").GetString());
        Assert.Equal("2020-01-06T20:05:00Z", item.GetProperty("published").GetString());
        Assert.Equal(JsonValueKind.Null, item.GetProperty("updated").ValueKind);
        Assert.Equal(["world", "politics"], item.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
        var evidence = root.GetProperty("evidence")[1];
        Assert.Equal("phrase: troop withdrawal", evidence.GetProperty("leaf").GetString());
        Assert.Equal("summary", evidence.GetProperty("field").GetString());
        Assert.Equal("verb/noun", evidence.GetProperty("reason").GetString());
        var (start, end) = (evidence.GetProperty("start").GetInt32(), evidence.GetProperty("end").GetInt32());
        Assert.Equal(evidence.GetProperty("words").GetString(), Sample.Summary[start..end]);
    }

    [Theory]
    [InlineData(410)]
    [InlineData(null)]
    public void That_a_page_is_gone_is_told_by_what_it_answered(int? status)
    {
        var alert = Sample.Alert("ops-hook") with
        {
            Reason = AlertReason.StateChanged,
            Story = new StoryThread("story", Sample.Title)
            {
                State = new(ReportStatus.Withdrawn, "", Sample.Alert().FirstSeen, "", "Example World")
                {
                    PageStatus = status,
                },
            },
        };

        using var json = JsonDocument.Parse(WebhookBody.Of(AlertJson.Read(AlertJson.Write(alert))!));

        Assert.Equal("story.withdrawn", json.RootElement.GetProperty("type").GetString());
        var isTold = json.RootElement.GetProperty("story").TryGetProperty("page_status", out var told);
        Assert.Equal(status, isTold ? told.GetInt32() : null);
    }

    [Fact]
    public void The_body_of_an_alert_is_always_the_same_to_the_byte()
    {
        Assert.Equal(WebhookBody.Of(Sample.Alert()), WebhookBody.Of(Sample.Alert()));
    }

    [Theory]
    [InlineData("a\u2028b\u2029c")]
    [InlineData("</script><!--")]
    [InlineData("lone \uD83D surrogate \uDE00")]
    [InlineData("\0\u001B\u0007\r\n\t\"\\")]
    [InlineData("撤军 🚀 e\u0301")]
    public void Any_text_makes_valid_utf8_json_that_may_stand_in_a_script(string text)
    {
        var body = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(WebhookBody.Of(Everywhere(text)));
        using var json = JsonDocument.Parse(body);
        Assert.Equal(
            NewsMonitor.Deliveries.CleanText.WellFormed(text),
            json.RootElement.GetProperty("item").GetProperty("title").GetString()
        );
        Assert.DoesNotMatch("[\u2028\u2029<]", body);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("撤")]
    [InlineData("🚀")]
    [InlineData("\u0001")]
    [InlineData("\uD83D")]
    public void A_body_of_a_megabyte_of_text_is_cut_to_twenty_kilobytes_and_says_so(string letter)
    {
        var alert = Everywhere(string.Concat(Enumerable.Repeat(letter, 1_000_000)));
        var body = WebhookBody.Of(
            alert with
            {
                Evidence = [.. Enumerable.Repeat(alert.Evidence[0], 100)],
                Item = alert.Item with { Tags = [.. Enumerable.Repeat("tag", 1_000)] },
            }
        );
        Assert.InRange(body.Length, 1_000, WebhookBody.MostBytes);
        using var json = JsonDocument.Parse(body);
        Assert.True(json.RootElement.GetProperty("truncated").GetBoolean());
        Assert.InRange(json.RootElement.GetProperty("characters_left_out").GetInt64(), 8_000_000, long.MaxValue);
        Assert.EndsWith("…", json.RootElement.GetProperty("item").GetProperty("title").GetString());
    }

    private static Alert Everywhere(string text) =>
        Sample.Alert() with
        {
            RuleId = text,
            RuleName = text,
            RuleSource = text,
            Source = text,
            Item = Sample.Item("1") with { Title = text, Summary = text, Guid = text, Author = text, Language = text },
            Evidence = [new Evidence(text, ItemField.Body, text, 0, 1, text, 0, [], EvidenceReason.Form)],
        };
}
