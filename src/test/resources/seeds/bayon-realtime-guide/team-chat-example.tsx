import { useRealtime } from "@/components/realtime/realtime-provider";

function TeamChatExample() {
  const { chat } = useRealtime();

  useEffect(() => {
    // Join team room
    chat.joinRoom("team-general", "team");

    return () => {
      chat.leaveRoom();
    };
  }, []);

  const sendMessage = () => {
    chat.sendMessage("Hello team!", "text");
  };

  return (
    <div>
      <div className="messages">
        {chat.messages.map((message) => (
          <div key={message.messageId}>{message.message}</div>
        ))}
      </div>

      <button onClick={sendMessage}>Send Message</button>
    </div>
  );
}
