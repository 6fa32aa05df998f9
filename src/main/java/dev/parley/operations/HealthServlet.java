package dev.parley.operations;

import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * {@code /health} and what is below it, in the shape of MicroProfile Health: 200 and {@code UP}, or
 * 503 and {@code DOWN}.
 */
@WebServlet(
    urlPatterns = {"/health", "/health/live", "/health/ready", "/health/started"},
    asyncSupported = true)
public final class HealthServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final JsonProvider JSON = JsonProvider.provider();

  @Inject private transient Health health;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    switch (request.getServletPath()) {
      case "/health/live" -> answer(response, List.of(health.live()));
      case "/health/started" -> answer(response, List.of(health.started()));
      case "/health/ready" -> later(request, List.of());
      default -> later(request, List.of(health.live(), health.started()));
    }
  }

  private void later(HttpServletRequest request, List<Health.Answer> others) {
    AsyncContext async = request.startAsync();
    health
        .ready()
        .whenComplete(
            (answers, failure) -> {
              try {
                List<Health.Answer> all = new ArrayList<>(others);
                all.addAll(answers);
                answer((HttpServletResponse) async.getResponse(), all);
              } catch (IOException e) {
                log("A client did not wait for the answer", e);
              } finally {
                async.complete();
              }
            });
  }

  private static void answer(HttpServletResponse response, List<Health.Answer> answers)
      throws IOException {
    boolean up = answers.stream().allMatch(Health.Answer::up);
    JsonArrayBuilder checks = JSON.createArrayBuilder();
    answers.forEach(answer -> checks.add(check(answer)));
    byte[] body =
        JSON.createObjectBuilder()
            .add("status", status(up))
            .add("checks", checks)
            .build()
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    response.setStatus(up ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static JsonObjectBuilder check(Health.Answer answer) {
    JsonObjectBuilder check =
        JSON.createObjectBuilder().add("name", answer.name()).add("status", status(answer.up()));
    if (!answer.data().isEmpty()) {
      JsonObjectBuilder data = JSON.createObjectBuilder();
      new TreeMap<>(answer.data()).forEach(data::add);
      check.add("data", data);
    }
    return check;
  }

  private static String status(boolean up) {
    return up ? "UP" : "DOWN";
  }
}
