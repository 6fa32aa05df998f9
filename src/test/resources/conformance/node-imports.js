// What the suites need of Node, as their own file of this name gives it; but the server that they
// call http://localhost:3000 is where PARLEY_ECHO says.
import fetch from "node-fetch";
import { WebSocket } from "ws";
import chai from "chai";
import chaiString from "chai-string";

const server = process.env.PARLEY_ECHO ?? "localhost:3000";
const at = (url) => url.replace("localhost:3000", server);

chai.use(chaiString);

globalThis.chai = chai;
globalThis.fetch = (url, options) => fetch(at(url), options);
globalThis.WebSocket = class extends WebSocket {
  constructor(url) {
    super(at(url));
  }
};
