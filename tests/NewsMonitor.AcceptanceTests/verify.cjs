// A webhook receiver that checks signatures with the reference library of Standard Webhooks. Prints its port, then a line a call.
const http = require("node:http");
const { Webhook } = require("standardwebhooks");

const webhook = new Webhook(process.env.SECRET);
const server = http.createServer((request, response) => {
  const parts = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", () => {
    try {
      const alert = webhook.verify(Buffer.concat(parts).toString("utf8"), request.headers);
      console.log(`verified ${request.headers["webhook-id"]} ${alert.item.id}`);
      response.writeHead(204).end();
    } catch (fault) {
      console.log(`refused ${fault.message}`);
      response.writeHead(401).end();
    }
  });
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
