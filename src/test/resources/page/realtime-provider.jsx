// What the guide names and does not show: its provider, over one WebSocket of the Rooms contract.
import { createContext, useContext, useEffect, useState } from "react";

const Realtime = createContext(null);

export const useRealtime = () => useContext(Realtime);

export function RealtimeProvider({ endpoint, children }) {
  const [messages, setMessages] = useState([]);
  const [contents, setContents] = useState({});
  const [talk] = useState(() => new Talk(endpoint));

  useEffect(() => {
    talk.hear = (frame) => {
      if (frame.type === "message") {
        setMessages((known) => [...known, frame]);
      } else if (frame.type === "ack" && frame.messages) {
        setMessages(frame.messages);
      } else if (frame.type === "contentStatus") {
        setContents((known) => ({ ...known, [frame.contentId]: frame }));
      }
    };
  }, [talk]);

  const chat = {
    messages,
    joinRoom: (roomId, roomType) => talk.enter(roomId, roomType),
    leaveRoom: () => talk.ask({ action: "leaveRoom", roomId: talk.roomId }),
    sendMessage: (message, messageType) =>
      talk.ask({ action: "sendMessage", roomId: talk.roomId, message, messageType }),
  };
  const liveUpdates = {
    contents,
    watch: (contentId) => talk.ask({ action: "watchContent", contentId }),
    updateContentStatus: (contentId, status, progress, metadata) =>
      talk.ask({ action: "updateContentStatus", contentId, status, progress, metadata }),
  };
  return <Realtime.Provider value={{ chat, liveUpdates }}>{children}</Realtime.Provider>;
}

class Talk {
  #waiting = [];
  hear = () => {};

  constructor(endpoint) {
    this.socket = new WebSocket(endpoint);
    this.socket.onopen = () => this.#waiting.splice(0).forEach((text) => this.socket.send(text));
    this.socket.onmessage = (event) => this.hear(JSON.parse(event.data));
  }

  enter(roomId, roomType) {
    this.roomId = roomId;
    this.ask({ action: "joinRoom", roomId, roomType });
  }

  ask(frame) {
    const text = JSON.stringify(frame);
    if (this.socket.readyState === WebSocket.OPEN) {
      this.socket.send(text);
    } else {
      this.#waiting.push(text);
    }
  }
}
