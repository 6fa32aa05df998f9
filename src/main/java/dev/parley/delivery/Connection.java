package dev.parley.delivery;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Filter;
import dev.parley.vocabulary.Notice;
import java.util.concurrent.CompletionStage;

/**
 * A live client: who it is, what it speaks, how far it has come on each of its topics, and what
 * waits for it. Made by {@link Hub#open}. Every method may be called on any thread and returns at
 * once.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class Connection {
  Connection() {}

  /** A name for logs, unique in this process. */
  public String id() {
    throw new UnsupportedOperationException();
  }

  /** Who is connected, as of the newest credential. */
  public Caller caller() {
    throw new UnsupportedOperationException();
  }

  /** What is spoken. */
  public Dialect dialect() {
    throw new UnsupportedOperationException();
  }

  /**
   * Sends an answer. Replies go out in the order of the calls, before the events that wait. A
   * connection whose replies nobody reads is closed as too slow. Does nothing once it is closed.
   */
  public void reply(Frame frame) {
    throw new UnsupportedOperationException();
  }

  /** Encodes and sends a notice like a reply; nothing where the dialect has no word for it. */
  public void tell(Notice notice) {
    throw new UnsupportedOperationException();
  }

  /**
   * From now on only events that the filter admits; replies sent after this call are followed only
   * by such events. Events of which the newest counts are told anew.
   */
  public void subscribe(Filter filter) {
    throw new UnsupportedOperationException();
  }

  /**
   * Sends the state of every topic once more. The state of position N is sent right after event N
   * and before event N+1, so that nothing is skipped or repeated. A request while one waits is the
   * same request.
   */
  public void sendState() {
    throw new UnsupportedOperationException();
  }

  /** The client is alive: to be called for every inbound frame and pong. */
  public void heard() {
    throw new UnsupportedOperationException();
  }

  /**
   * Takes over a newer credential and tells the client {@link Notice.AuthRenewed}.
   *
   * @throws IllegalArgumentException if it is somebody else's
   */
  public void renew(Caller newer) {
    throw new UnsupportedOperationException();
  }

  /**
   * Ends the connection: replies that wait go out if that is quick, then the transport is closed.
   * Events that wait are not sent. Where it is already being closed, the first code stays.
   */
  public void close(CloseCode code) {
    throw new UnsupportedOperationException();
  }

  /** The container tells that the transport has ended, whoever ended it. */
  public void transportClosed() {
    throw new UnsupportedOperationException();
  }

  /**
   * Completes once when the transport has ended, or had time enough to: with the code the hub
   * closed it with, {@link CloseCode#NORMAL} where the client went by itself. Dependent actions
   * must be quick: they run on the delivery loop.
   */
  public CompletionStage<CloseCode> ended() {
    throw new UnsupportedOperationException();
  }
}
