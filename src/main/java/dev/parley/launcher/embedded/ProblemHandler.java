package dev.parley.launcher.embedded;

import jakarta.json.spi.JsonProvider;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Answers what the server refuses before it asks the application, such as a request that is not
 * HTTP: in problem details (RFC 9457), as the application does.
 */
final class ProblemHandler extends ErrorHandler {
  private static final JsonProvider JSON = JsonProvider.provider();

  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    String title = HttpStatus.getMessage(code);
    String body =
        JSON.createObjectBuilder()
            .add("type", "about:blank")
            .add("title", title)
            .add("status", code)
            .add("detail", message == null || code >= 500 ? title : message)
            .add("instance", "/")
            .add("code", code(code))
            .build()
            .toString();
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    // The server ends it; a client that is not told so loses its next request.
    response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
    Content.Sink.write(response, true, body, callback);
  }

  private static String code(int status) {
    if (status < HttpStatus.INTERNAL_SERVER_ERROR_500) {
      return "malformed";
    }
    return status == HttpStatus.SERVICE_UNAVAILABLE_503 ? "unavailable" : "internal";
  }
}
