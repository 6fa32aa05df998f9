// The stock client, as a page or a program uses it, against the echo applications.
import assert from "node:assert/strict";
import { test } from "node:test";
import { io } from "socket.io-client";

const server = `http://${process.env.PARLEY_ECHO ?? "localhost:3000"}`;

const WAYS = {
  "polling only": ["polling"],
  "websocket only": ["websocket"],
  "polling, then the upgrade": ["polling", "websocket"],
};

const once = (emitter, event) =>
  new Promise((resolve) => emitter.once(event, (...args) => resolve(args)));

// Without waiting long for whoever is dropped; and never the connection of another test.
async function connected(namespace, options) {
  const socket = io(server + namespace, {
    path: "/patient/",
    forceNew: true,
    reconnectionDelay: 10,
    reconnectionDelayMax: 20,
    ...options,
  });
  await once(socket, "connect");
  return socket;
}

async function within(namespace, options, body) {
  const socket = await connected(namespace, options);
  try {
    await body(socket);
  } finally {
    socket.disconnect();
  }
}

for (const [name, transports] of Object.entries(WAYS)) {
  test(`${name}: events, bytes and acknowledgements`, () =>
    within("/", { transports, auth: { token: "x" } }, async (socket) => {
      const back = once(socket, "message-back");
      socket.emit("message", 1, "zwei €😀", { three: [true, null] }, Buffer.from([1, 2, 3]));
      const [one, two, three, bytes] = await back;
      assert.deepEqual([one, two, three], [1, "zwei €😀", { three: [true, null] }]);
      assert.deepEqual([...new Uint8Array(bytes)], [1, 2, 3]);
      const answer = await socket.emitWithAck("message-with-ack", {
        inside: [Uint8Array.from([4, 5]), "text"],
      });
      assert.deepEqual([...new Uint8Array(answer.inside[0])], [4, 5]);
      assert.equal(answer.inside[1], "text");
    }));

  test(`${name}: the server asks`, () =>
    within("/trial", { transports }, async (socket) => {
      socket.on("question", (what, answer) => {
        if (what === "silence") return;
        answer(`${what}!`, Buffer.from([9]));
      });
      const [, bytes] = await new Promise((resolve) =>
        socket.emit("ask", "well", (...args) => resolve(args)),
      );
      assert.deepEqual([...new Uint8Array(bytes)], [9]);
      assert.deepEqual(await socket.emitWithAck("ask", "silence"), { failed: "TimeoutException" });
    }));

  test(`${name}: nothing is lost or out of order`, () =>
    within("/trial", { transports }, async (socket) => {
      const numbers = [];
      const all = new Promise((resolve) =>
        socket.on("number", (number) => numbers.push(number) === 2000 && resolve()),
      );
      socket.emit("count", 2000);
      await all;
      assert.deepEqual(
        numbers,
        Array.from({ length: 2000 }, (_, index) => index),
      );
      const answers = await Promise.all(
        Array.from({ length: 300 }, () => socket.emitWithAck("where")),
      );
      assert.equal(answers.length, 300);
    }));

  test(`${name}: what is large`, () =>
    within("/", { transports }, async (socket) => {
      const text = "x".repeat(400_000);
      assert.equal(await socket.emitWithAck("message-with-ack", text), text);
      const bytes = await socket.emitWithAck("message-with-ack", Buffer.alloc(400_000, 7));
      assert.equal(bytes.length ?? bytes.byteLength, 400_000);
    }));

  test(`${name}: who is dropped comes again`, () =>
    within("/trial", { transports }, async (socket) => {
      const { id } = socket;
      const gone = once(socket, "disconnect");
      socket.emit("drop");
      const [reason] = await gone;
      assert.match(reason, /^transport (close|error)$/);
      await once(socket, "connect");
      assert.notEqual(socket.id, id);
      assert.ok(await socket.emitWithAck("where"));
    }));

  test(`${name}: who comes again hears what was missed, once`, () =>
    within("/memory", { transports }, (speaker) =>
      within("/memory", { transports }, async (listener) => {
        const heard = [];
        const count = (wanted) =>
          new Promise((resolve) => {
            const look = () => heard.length >= wanted && resolve();
            listener.on("line", look);
            look();
          });
        listener.on("line", (line) => heard.push(line));
        speaker.emit("say", "first");
        await count(1);
        // An event that ends in a text, and is no line.
        const whispered = once(listener, "whispered");
        listener.emit("whisper");
        assert.equal((await whispered)[0], "only a text");
        const { id } = listener;
        const gone = once(listener, "disconnect");
        listener.io.reconnection(false);
        listener.emit("drop");
        await gone;
        const said = once(speaker, "line");
        speaker.emit("say", "second");
        await said;
        listener.io.reconnection(true);
        listener.connect();
        await once(listener, "connect");
        assert.equal(listener.recovered, true);
        assert.equal(listener.id, id);
        speaker.emit("say", "third");
        await count(3);
        assert.deepEqual(heard, ["first", "second", "third"]);
      }),
    ));
}

test("the default moves to a WebSocket", () =>
  within("/trial", {}, async (socket) => {
    if (socket.io.engine.transport.name !== "websocket") {
      await once(socket.io.engine, "upgrade");
    }
    assert.equal(await socket.emitWithAck("where"), "websocket");
  }));

test("who has heard nothing yet is recovered, too, and only once", async () => {
  await within("/memory", { transports: ["websocket"] }, async (first) => {
    const pid = first._pid;
    const gone = once(first, "disconnect");
    first.io.reconnection(false);
    first.emit("drop");
    await gone;
    first.connect();
    await once(first, "connect");
    assert.equal(first.recovered, true);
    await within("/memory", { auth: { pid }, transports: ["websocket"] }, async (thief) => {
      assert.notEqual(thief.id, first.id);
      assert.notEqual(thief._pid, pid);
    });
  });
});

test("who is refused is told why", async () => {
  const socket = io(`${server}/refused`, { path: "/patient/", forceNew: true, reconnection: false });
  const [error] = await once(socket, "connect_error");
  assert.equal(error.message, "not you");
  assert.deepEqual(error.data, { code: "forbidden" });
  socket.disconnect();
});

test("who is sent away does not come again", () =>
  within("/trial", {}, async (socket) => {
    const gone = once(socket, "disconnect");
    socket.emit("kick");
    assert.deepEqual((await gone)[0], "io server disconnect");
    assert.equal(socket.active, false);
  }));

test("several namespaces share a connection", async () => {
  const main = await connected("/", {});
  const trial = main.io.socket("/trial");
  await once(trial, "connect");
  assert.equal(await main.emitWithAck("message-with-ack", 1), 1);
  assert.ok(await trial.emitWithAck("where"));
  trial.disconnect();
  assert.equal(await main.emitWithAck("message-with-ack", 2), 2);
  main.disconnect();
});
