package dev.parley.delivery;

/** The broker of a hub that is alone keeps what all brokers promise. */
final class InMemoryBrokerTest extends BrokerContract {
  @Override
  protected Broker open() {
    return new InMemoryBroker();
  }
}
