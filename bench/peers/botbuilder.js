// botbuilder-js as its samples have it, echoing without authentication: `node botbuilder.js PORT`.
"use strict";

const express = require("express");
const { ActivityHandler, CloudAdapter, ConfigurationBotFrameworkAuthentication } = require("botbuilder");

class Echo extends ActivityHandler {
  constructor() {
    super();
    this.onMessage(async (context, next) => {
      await context.sendActivity(`You said: ${context.activity.text}`);
      await next();
    });
  }
}

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const bot = new Echo();
const server = express();
server.use(express.json());
server.get("/healthz", (request, response) => response.send("ok"));
server.post("/api/messages", (request, response) => adapter.process(request, response, (context) => bot.run(context)));
server.listen(Number(process.argv[2]), "127.0.0.1");
