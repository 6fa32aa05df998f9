package dev.parley.door.rest;

import dev.parley.door.UnreadBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Says that a connection ends where a request's body was not read to its end, whoever answered: the
 * container closes it when a part of the body has not come yet, and a client that is not told so
 * loses its next request.
 */
@Provider
@PreMatching
public class UnreadBodyFilter implements ContainerRequestFilter, ContainerResponseFilter {
  private static final String BODY = "dev.parley.body";

  @SuppressWarnings("NullAway.Init")
  @Context
  private HttpServletRequest request;

  @Override
  public void filter(ContainerRequestContext context) {
    if (UnreadBody.in(request)) {
      Body body = new Body(context.getEntityStream(), request.getContentLengthLong());
      context.setEntityStream(body);
      context.setProperty(BODY, body);
    }
  }

  @Override
  public void filter(ContainerRequestContext context, ContainerResponseContext response) {
    if (context.getProperty(BODY) instanceof Body body && !body.isAtItsEnd()) {
      response.getHeaders().putSingle("Connection", "close");
    }
  }

  /** Knows whether there is more. One thread reads, and another may ask when it has finished. */
  private static final class Body extends FilterInputStream {
    private volatile long left;

    /**
     * @param length in bytes; -1 if only the end of the stream tells
     */
    Body(InputStream body, long length) {
      super(body);
      this.left = length < 0 ? Long.MAX_VALUE : length;
    }

    boolean isAtItsEnd() {
      return left == 0;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      took(read < 0 ? -1 : 1);
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      took(read);
      return read;
    }

    @Override
    public long skip(long count) throws IOException {
      long skipped = super.skip(count);
      took(skipped);
      return skipped;
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    private void took(long bytes) {
      left = bytes < 0 ? 0 : left - bytes;
    }
  }
}
