package dev.parley.door.rest;

import dev.parley.door.Gate;
import dev.parley.vocabulary.Caller;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;

/**
 * Names the caller of every request that meets a resource, or refuses it. The one place that does.
 */
@Provider
@Priority(Priorities.AUTHENTICATION)
public class CallerFilter implements ContainerRequestFilter {
  private static final String CALLER = "dev.parley.caller";

  @SuppressWarnings("NullAway.Init")
  @Context
  private HttpServletRequest request;

  @Inject private Gate gate;

  @Override
  public void filter(ContainerRequestContext context) {
    request.setAttribute(CALLER, gate.caller(request));
  }

  /** The caller of a request that has passed. */
  static Caller of(HttpServletRequest request) {
    if (request.getAttribute(CALLER) instanceof Caller caller) {
      return caller;
    }
    throw new IllegalStateException("a request came in without passing the gate");
  }
}
