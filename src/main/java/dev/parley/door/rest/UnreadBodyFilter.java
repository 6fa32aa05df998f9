package dev.parley.door.rest;

import dev.parley.door.UnreadBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * Says that a connection ends where a request has a body that its resource does not ask for: the
 * container closes it when a part of the body has not come yet, and a client that is not told so
 * loses its next request.
 */
@Provider
public class UnreadBodyFilter implements ContainerRequestFilter, ContainerResponseFilter {
  private static final String UNREAD = "dev.parley.unread";

  @SuppressWarnings("NullAway.Init")
  @Context
  private HttpServletRequest request;

  @SuppressWarnings("NullAway.Init")
  @Context
  private ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext context) {
    Method method = resource.getResourceMethod();
    if (method != null
        && UnreadBody.in(request)
        && !Arrays.asList(method.getParameterTypes()).contains(InputStream.class)) {
      context.setProperty(UNREAD, true);
    }
  }

  @Override
  public void filter(ContainerRequestContext context, ContainerResponseContext response) {
    if (context.getProperty(UNREAD) != null) {
      response.getHeaders().putSingle("Connection", "close");
    }
  }
}
