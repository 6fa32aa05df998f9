package dev.parley.assembly;

import dev.parley.door.Gate;
import dev.parley.door.rest.Attachments;
import dev.parley.door.rest.RestDoor;
import dev.parley.door.sse.EventsDoor;
import dev.parley.operations.Health;
import dev.parley.operations.Metrics;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;

/** Offers the parts to classes that a container makes: resources and servlets. */
@Dependent
public class Producers {
  /** What every request passes. */
  @Produces
  public Gate gate() {
    return Assembly.parts().gate();
  }

  /** What the REST resources share. */
  @Produces
  public RestDoor restDoor() {
    return Assembly.parts().restDoor();
  }

  /** How files come to rooms. */
  @Produces
  public Attachments attachments() {
    return Assembly.parts().attachments();
  }

  /** What the servlet of server-sent events needs. */
  @Produces
  public EventsDoor eventsDoor() {
    return Assembly.parts().eventsDoor();
  }

  /** How the hub is. */
  @Produces
  public Health health() {
    return Assembly.parts().health();
  }

  /** What is measured. */
  @Produces
  public Metrics metrics() {
    return Assembly.parts().metrics();
  }
}
