package dev.parley.door.rest.schema;

import dev.parley.vocabulary.Refusal;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** That something was done, or why not. */
public final class Outcomes {
  private Outcomes() {}

  /** It was done. */
  @Schema(
      name = "Success",
      type = SchemaType.BOOLEAN,
      constValue = "true",
      description = "It is done, and on the disk.")
  public static final class Success {
    private Success() {}
  }

  /** It was done, and there is no more to say. */
  @Schema(name = "Done", description = "It is done.", examples = "{\"success\":true}")
  public record Done(Success success) {}

  /** Why a request was refused. */
  @Schema(
      name = "Problem",
      description =
          "Why a request was refused: problem details (RFC 9457). The code says what kind of"
              + " problem it is.")
  public record Problem(
      @Schema(constValue = "about:blank") String type,
      @Schema(description = "The name of the status.") String title,
      @Schema(minimum = "400", maximum = "599") int status,
      @Schema(description = "A sentence for people.") String detail,
      @Schema(description = "The path that was asked for.") String instance,
      Refusal.Code code,
      @Schema(minimum = "0", description = "When trying again helps, in milliseconds from now.")
          Optional<Long> retryAfterMs,
      @Schema(minItems = 1, description = "All that is wrong with the input.")
          Optional<List<Fault>> errors) {}

  /** Something that is wrong with the input. */
  @Schema(name = "Fault", description = "Something that is wrong with the input.")
  public record Fault(
      @Schema(
              description =
                  "A JSON pointer (RFC 6901) into the body, or the name of a parameter or header"
                      + " field.")
          String pointer,
      String detail) {}

  /** Why an item of a batch was refused. */
  @Schema(name = "ItemError", description = "Why one of several was refused.")
  public record ItemError(
      Refusal.Code code,
      @Schema(description = "A sentence for people.") String message,
      @Schema(minimum = "0", description = "When trying again helps, in milliseconds from now.")
          Optional<Long> retryAfterMs,
      @Schema(minItems = 1, description = "All that is wrong with the item.")
          Optional<List<Fault>> errors) {}
}
