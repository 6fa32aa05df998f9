package dev.parley.blackbox.owned;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Api;
import dev.parley.blackbox.client.Target;
import dev.parley.openapi.Document;
import dev.parley.openapi.Fuzzer;
import dev.parley.openapi.Fuzzer.Standing;
import dev.parley.openapi.Operation;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is sent, the hub answers as its OpenAPI document says, and never fails. The number of
 * requests and the seed are those of the system properties {@code parley.fuzz.requests} and {@code
 * parley.fuzz.seed}.
 */
final class OpenApiFuzzIT {
  private static final int REQUESTS = Integer.getInteger("parley.fuzz.requests", 20_000);
  private static final long SEED = Long.getLong("parley.fuzz.seed", 1);

  private static final int CLIENTS = 8;

  /** With so many faults there is no need for more. */
  private static final int ENOUGH = 20;

  /** What may be wrong with a request that is as the document says, since that says so in words. */
  private static final Set<String> IN_WORDS =
      Set.of(
          "/message",
          "/options",
          "/agent_id",
          "/option_id",
          "/expiresAt",
          "/roles",
          "cursor",
          "Last-Event-ID",
          "/messageTtl",
          "/messageId",
          "/attachments",
          "/replyTo",
          "userIds");

  /**
   * What succeeds depends on who is in the room, and chance does not always find them; RoomsIT
   * does.
   */
  private static final String IN_A_ROOM = "{roomId}/";

  /** What a batch says of an item. */
  private static final String REFUSED_BY_ITSELF = "{\"success\":false,";

  /** With its header fields a request with such a path may be more than the server reads. */
  private static final int LONG = 4 * 1024;

  private static final int MAX_BODY = 256 * 1024;

  @TempDir Path directory;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, Map<Integer, Integer>> seen = new ConcurrentSkipListMap<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final AtomicInteger begun = new AtomicInteger();

  @Test
  @Timeout(900)
  void everyAnswerIsAsTheDocumentSays() throws Exception {
    System.out.println("parley.fuzz.seed=" + SEED);
    Document document = Document.built();
    try (Server server = Server.start(directory.resolve("data"), Map.of())) {
      Target target = server.target();
      Fuzzer fuzzer =
          new Fuzzer(
              document,
              SEED,
              List.of(
                  target.adminKey(),
                  target.token("olga", "observer").sign(),
                  target.token("mia", "member").sign(),
                  target.key("agent", "ann", "agent").secret(),
                  target.token("late", "admin").expiresIn(Duration.ofHours(-1)).sign(),
                  "nonsense"));
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(Thread.startVirtualThread(() -> run(fuzzer, target)));
      }
      for (Thread client : clients) {
        client.join();
      }
    }
    seen.forEach((operation, statuses) -> System.out.println(operation + " " + statuses));
    assertThat(faults).as("seed " + SEED).isEmpty();
    for (Operation operation : document.operations()) {
      if (!operation.path().contains(IN_A_ROOM)) {
        assertThat(seen.get(operation.id())).as(operation.id()).containsKey(operation.success());
      }
      if (operation.hasBody()) {
        assertThat(seen.get(operation.id())).as(operation.id()).containsKeys(400, 401, 403, 422);
      }
    }
  }

  private void run(Fuzzer fuzzer, Target target) {
    try {
      while (faults.size() < ENOUGH) {
        int number = begun.incrementAndGet();
        if (number > REQUESTS) {
          return;
        }
        Fuzzer.Request request = fuzzer.next();
        Api.Answer answer;
        try {
          answer = send(target.address(), request);
        } catch (IOException e) {
          faults.add("no answer to %s %s: %s".formatted(request.method(), request.path(), e));
          continue;
        }
        check(number, request, answer);
        if (answer.status() == request.operation().success()
            && answer.header("Content-Type").equals("application/json")) {
          fuzzer.learn(request.operation(), answer.json());
        }
      }
    } catch (Exception e) {
      faults.add("no answer: " + e);
    }
  }

  private Api.Answer send(URI address, Fuzzer.Request request) throws Exception {
    HttpRequest.Builder asked =
        HttpRequest.newBuilder(URI.create(address + request.path()))
            .timeout(Duration.ofSeconds(30))
            .method(
                request.method(),
                request.body() == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(request.body()));
    request.headers().forEach(header -> asked.header(header.getKey(), header.getValue()));
    HttpResponse<InputStream> response = client.send(asked.build(), BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      boolean isEndless =
          response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
      return new Api.Answer(
          response.statusCode(),
          response.headers(),
          isEndless ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private void check(int number, Fuzzer.Request request, Api.Answer answer) {
    Operation operation = request.operation();
    seen.computeIfAbsent(operation.id(), id -> new ConcurrentSkipListMap<>())
        .merge(answer.status(), 1, Integer::sum);
    boolean isItsMethod = request.method().equalsIgnoreCase(operation.method());
    if (answer.status() >= 500) {
      fault(number, request, answer, "the hub failed");
    } else if (isItsMethod && !isTooLong(request, answer)) {
      operation.faults(answer).forEach(fault -> fault(number, request, answer, fault));
    }
    if (!request.privileged() || answer.status() == 429) {
      return;
    }
    if (request.standing() == Standing.BROKEN
        && answer.status() < 400
        && !answer.body().contains(REFUSED_BY_ITSELF)) {
      fault(number, request, answer, "it took what the document forbids");
    }
    if (request.standing() == Standing.AS_SAID && isRefusedForItsForm(request, answer)) {
      fault(number, request, answer, "it refused what the document allows");
    }
  }

  /** The document says so of all paths. */
  private static boolean isTooLong(Fuzzer.Request request, Api.Answer answer) {
    return (answer.status() == 414 || answer.status() == 431) && request.path().length() > LONG;
  }

  private static boolean isRefusedForItsForm(Fuzzer.Request request, Api.Answer answer) {
    return switch (answer.status()) {
      case 400, 401, 403, 405, 406, 415 -> true;
      case 413 -> request.body().length <= MAX_BODY;
      case 422 -> !isSaidInWords(answer.json());
      default -> false;
    };
  }

  private static boolean isSaidInWords(JsonObject problem) {
    if (!problem.containsKey("errors")) {
      return problem.getString("detail").contains("Idempotency-Key was used for another request");
    }
    return problem.getJsonArray("errors").getValuesAs(JsonObject.class).stream()
        .allMatch(error -> IN_WORDS.contains(error.getString("pointer")));
  }

  private void fault(int number, Fuzzer.Request request, Api.Answer answer, String fault) {
    faults.add(
        "%s\n-- request %d: %s\n-- answer: %d %s\n%s"
            .formatted(
                fault, number, request, answer.status(), answer.headers().map(), answer.body()));
  }
}
