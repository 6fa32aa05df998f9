import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.parley.vocabulary.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes the AsyncAPI document: {@code AsyncApi BASE FRAMES VERSION OUTPUT}, which become {@code
 * OUTPUT.json} and {@code OUTPUT.yaml}. What {@code BASE} does not say is added here: of each
 * message its name, the member that tells it, examples from {@code FRAMES}, and who says it.
 */
final class AsyncApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
              .build());

  /** What the names of messages begin with that clients say. */
  private static final String CLIENT = "client_";

  private final Path frames;
  private final ObjectNode document;

  private AsyncApi(Path frames, ObjectNode document) {
    this.frames = frames;
    this.document = document;
  }

  public static void main(String[] args) throws Exception {
    AsyncApi made =
        new AsyncApi(Path.of(args[1]), (ObjectNode) YAML.readTree(Path.of(args[0]).toFile()));
    ((ObjectNode) made.document.get("info")).put("version", args[2]);
    made.nameCodes();
    made.document.putObject("operations");
    for (Map.Entry<String, JsonNode> channel : made.document.get("channels").properties()) {
      made.complete(channel.getKey(), (ObjectNode) channel.getValue().get("messages"));
    }
    Path output = Path.of(args[3]);
    Files.createDirectories(output.getParent());
    JSON.writerWithDefaultPrettyPrinter()
        .writeValue(Path.of(output + ".json").toFile(), made.document);
    YAML.writeValue(Path.of(output + ".yaml").toFile(), made.document);
  }

  private void nameCodes() {
    ArrayNode codes = ((ObjectNode) document.at("/components/schemas/Code")).putArray("enum");
    for (Refusal.Code code : Refusal.Code.values()) {
      codes.add(code.wireName());
    }
  }

  private void complete(String door, ObjectNode messages) throws IOException {
    ArrayNode said = operation(door, "send", "What the hub says");
    ArrayNode heard = operation(door, "receive", "What a client says");
    for (Map.Entry<String, JsonNode> entry : messages.properties()) {
      String key = entry.getKey();
      boolean fromClient = key.startsWith(CLIENT);
      ObjectNode message = (ObjectNode) entry.getValue();
      String name = fromClient ? key.substring(CLIENT.length()) : key;
      message.put("name", name);
      tell(message, fromClient && door.equals("rooms") ? "action" : "type", name);
      (fromClient ? heard : said)
          .addObject()
          .put("$ref", "#/channels/" + door + "/messages/" + key);
    }
    for (Path file : files(door)) {
      String frame = file.getFileName().toString().replaceFirst("\\.json$", "");
      String key =
          owner(frame, messages)
              .orElseThrow(() -> new IllegalStateException("no message has " + file));
      ObjectNode example = ((ObjectNode) messages.get(key)).withArray("examples").addObject();
      example.put("name", frame);
      example.set("payload", JSON.readTree(file.toFile()));
    }
  }

  private ArrayNode operation(String door, String action, String summary) {
    ObjectNode operation = ((ObjectNode) document.get("operations")).putObject(door + "_" + action);
    operation.put("action", action).put("summary", summary);
    operation.putObject("channel").put("$ref", "#/channels/" + door);
    return operation.putArray("messages");
  }

  /** The payload is an object in which a member has the message's name. */
  private static void tell(ObjectNode message, String member, String name) {
    ObjectNode given = (ObjectNode) message.get("payload");
    ObjectNode payload = message.putObject("payload").put("type", "object");
    ObjectNode properties = payload.putObject("properties");
    properties.putObject(member).put("const", name);
    if (given.get("properties") instanceof ObjectNode others) {
      properties.setAll(others);
    }
    ArrayNode required = payload.putArray("required").add(member);
    given.path("required").forEach(required::add);
    if (given.has("allOf")) {
      payload.set("allOf", given.get("allOf"));
    }
  }

  private List<Path> files(String door) throws IOException {
    try (Stream<Path> files = Files.list(frames.resolve(door))) {
      return files.sorted().toList();
    }
  }

  /** The message of that name, or of the longest one that the frame's name begins with. */
  private static Optional<String> owner(String frame, ObjectNode messages) {
    String name = frame;
    while (!messages.has(name) && name.contains("_")) {
      name = name.substring(0, name.lastIndexOf('_'));
    }
    return messages.has(name) ? Optional.of(name) : Optional.empty();
  }
}
