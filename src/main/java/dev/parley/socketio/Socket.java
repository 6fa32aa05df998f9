package dev.parley.socketio;

import dev.parley.engineio.Completion;
import dev.parley.engineio.Handshake;
import dev.parley.engineio.Message;
import dev.parley.engineio.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One client on one namespace. Safe for use by any number of threads; nothing waits. */
public final class Socket {
  private static final Completion NOBODY =
      new Completion() {
        @Override
        public void done() {}

        @Override
        public void failed(Throwable cause) {}
      };

  private final Client client;
  private final Session session;
  private final String namespace;
  private final String id;
  private final @Nullable String pid;
  private final boolean recovered;
  private final Acknowledgements acknowledgements;

  /** That of the last event that has one; changed only while the session puts events in order. */
  private String offset;

  private volatile boolean connected = true;
  private @Nullable SocketReceiver receiver;

  /**
   * @param pid the private id, null where it has none
   * @param offset how far it has heard; empty where it has not heard anything
   */
  Socket(
      Client client,
      String namespace,
      String id,
      @Nullable String pid,
      String offset,
      boolean recovered) {
    this.client = client;
    this.session = client.session();
    this.namespace = namespace;
    this.id = id;
    this.pid = pid;
    this.offset = offset;
    this.recovered = recovered;
    this.acknowledgements =
        new Acknowledgements(
            client.server().timer(), session::execute, client.server().settings().maxAcks());
  }

  /** Its id, which others may know. */
  public String id() {
    return id;
  }

  /** Its private id, by which the client can be recovered; null where it cannot be. */
  public @Nullable String pid() {
    return pid;
  }

  /** Whether it goes on where it was before. */
  public boolean isRecovered() {
    return recovered;
  }

  /** Where it is. */
  public String namespace() {
    return namespace;
  }

  /** The request that its engine session began with. */
  public Handshake handshake() {
    return session.handshake();
  }

  /** The transport that it is on now: {@code polling} or {@code websocket}. */
  public String transport() {
    return session.transport();
  }

  /** Whether it is still on the namespace. */
  public boolean isConnected() {
    return connected;
  }

  /** Sends an event after those that were sent before. */
  public void emit(Event event) {
    write(List.of(event), NOBODY);
  }

  /**
   * Sends an event and asks for an answer.
   *
   * @return the answer; or {@link java.util.concurrent.TimeoutException}, {@link IOException} where
   *     the client has gone, or {@link IllegalStateException} where too many answers are waited
   *     for. Completed in the order of what is heard: what depends on it must not wait
   */
  public CompletionStage<Arguments> emit(Event event, Duration timeout) {
    return acknowledgements.ask(
        timeout, number -> send(messages(PacketType.EVENT, number, event), NOBODY));
  }

  /**
   * Sends events in this order.
   *
   * @param completion told once how it ended
   */
  public void write(List<Event> events, Completion completion) {
    if (connected) {
      session.write(() -> composed(events), completion);
    } else {
      completion.failed(new IOException("the client has left the namespace"));
    }
  }

  private List<Message> composed(List<Event> events) {
    List<Message> messages = new ArrayList<>(events.size());
    for (Event event : events) {
      if (pid == null && event.attachments().isEmpty()) {
        messages.add(event.message(namespace));
      } else {
        messages.addAll(messages(PacketType.EVENT, null, marked(event)));
      }
    }
    return messages;
  }

  /**
   * With an offset, also where the event has none, but the client would take something else for
   * one: it keeps the text that an event ends in, whatever that is.
   */
  private Event marked(Event event) {
    if (pid == null) {
      return event;
    }
    String own = event.offset();
    if (own != null) {
      offset = own;
      return event.ending(own);
    }
    return event.endsInText() ? event.ending(offset) : event;
  }

  private List<Message> messages(PacketType type, @Nullable Long number, Event event) {
    return messages(new Packet(type, namespace, number, event.array(), event.attachments()));
  }

  private static List<Message> messages(Packet packet) {
    List<Message> messages = new ArrayList<>(1 + packet.attachments().size());
    messages.add(new Message.Text(packet.encode()));
    for (ByteBuffer attachment : packet.attachments()) {
      messages.add(new Message.Binary(attachment));
    }
    return messages;
  }

  private void send(List<Message> messages, Completion completion) {
    if (connected) {
      session.write(messages, completion);
    } else {
      completion.failed(new IOException("the client has left the namespace"));
    }
  }

  /**
   * Tells the client to leave the namespace, after what was sent before. A client that is told so
   * does not come again by itself.
   */
  public void disconnect() {
    session.execute(() -> client.disconnect(this));
  }

  /** The same, and ends the session with all that is on it. */
  public void disconnect(int code, String reason) {
    session.execute(
        () -> {
          client.disconnect(this);
          session.close(code, reason);
        });
  }

  /**
   * Ends the session, with all that is on it, when what was sent before has gone. Clients come
   * again by themselves.
   */
  public void close(int code, String reason) {
    session.close(code, reason);
  }

  /** Ends the session at once; what waits to be sent is lost. Clients come again by themselves. */
  public void terminate(int code, String reason) {
    session.terminate(code, reason);
  }

  /** From now on the client is heard. */
  void opened(SocketReceiver hearing) {
    receiver = hearing;
  }

  /** The client is not on the namespace any more. */
  void ended(DisconnectReason reason) {
    connected = false;
    acknowledgements.end();
    SocketReceiver hearing = receiver;
    receiver = null;
    if (hearing != null) {
      hearing.disconnected(reason);
    }
  }

  void heardEvent(Packet packet) throws ProtocolException {
    List<String> elements = JsonTexts.elements(packet.json());
    if (elements.isEmpty()) {
      throw new ProtocolException("an event without a name");
    }
    String name = EventName.of(elements.getFirst());
    Arguments arguments = Arguments.of(elements.subList(1, elements.size()), packet.attachments());
    SocketReceiver hearing = receiver;
    if (hearing != null) {
      Long number = packet.id();
      hearing.event(name, arguments, number == null ? null : ack(number));
    }
  }

  private SocketReceiver.Ack ack(Long number) {
    AtomicBoolean sent = new AtomicBoolean();
    return answer -> {
      if (sent.compareAndSet(false, true)) {
        send(
            messages(
                new Packet(
                    PacketType.ACK, namespace, number, answer.array(), answer.attachments())),
            NOBODY);
      }
    };
  }

  void heardAck(Packet packet) {
    Long number = packet.id();
    if (number != null) {
      acknowledgements.answered(
          number, Arguments.of(JsonTexts.elements(packet.json()), packet.attachments()));
    }
  }
}
