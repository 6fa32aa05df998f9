package dev.parley.assembly;

import dev.parley.door.Gate;
import dev.parley.door.collaboration.CollaborationDoor;
import dev.parley.door.rest.RestDoor;
import dev.parley.door.sse.EventsDoor;
import dev.parley.operations.Health;
import dev.parley.operations.Metrics;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;

/** Offers the parts to classes that a container makes: resources, servlets, endpoints. */
@Dependent
public class Producers {
  private final Parts parts;

  /** Offers the parts of that application. */
  @Inject
  public Producers(ServletContext context) {
    if (!(context.getAttribute(Assembly.PARTS) instanceof Parts made)) {
      throw new IllegalStateException("the hub has not been started");
    }
    this.parts = made;
  }

  /** What every request passes. */
  @Produces
  public Gate gate() {
    return parts.gate();
  }

  /** What the REST resources share. */
  @Produces
  public RestDoor restDoor() {
    return parts.restDoor();
  }

  /** What the Collaboration endpoints share. */
  @Produces
  public CollaborationDoor collaborationDoor() {
    return parts.collaborationDoor();
  }

  /** What the servlet of server-sent events needs. */
  @Produces
  public EventsDoor eventsDoor() {
    return parts.eventsDoor();
  }

  /** How the hub is. */
  @Produces
  public Health health() {
    return parts.health();
  }

  /** What is measured. */
  @Produces
  public Metrics metrics() {
    return parts.metrics();
  }
}
