package dev.parley.door.rest.schema;

import dev.parley.door.Members;
import dev.parley.door.rest.schema.Texts.IdText;
import dev.parley.door.rest.schema.Texts.KeyId;
import dev.parley.door.rest.schema.Texts.Time;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Id;
import dev.parley.vocabulary.Role;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Who asks, and with what credential. */
public final class Identities {
  private Identities() {}

  /** The caller. */
  @Schema(
      description = "The caller, as the hub sees it.",
      examples =
          """
          {"kind":"user","id":"alice","displayName":"Alice","roles":["member"],"plan":null,
           "keyId":null,"expiresAt":"2026-01-30T12:00:00.000Z"}\
          """)
  public record Me(
      Caller.Kind kind,
      IdText id,
      String displayName,
      List<Role> roles,
      @Schema(description = "What the token's claim 'plan' says.") @Nullable String plan,
      @Schema(description = "The API key that the caller came with.") @Nullable KeyId keyId,
      @Schema(description = "When the credential ends.") @Nullable Time expiresAt) {}

  /** Who holds a key. */
  @Schema(description = "Who holds a key.")
  public record KeyOwner(
      @Schema(enumeration = {"user", "agent", "service"}) String kind, IdText id) {}

  /** A key to be made. */
  @Schema(
      description = "A key to be made.",
      examples =
          """
          {"owner":{"kind":"agent","id":"researcher"},"roles":["agent"],"name":"lab machine",
           "expiresAt":"2099-01-01T00:00:00Z"}\
          """)
  public record NewApiKey(
      KeyOwner owner,
      @Schema(
              minItems = 1,
              maxItems = Members.MAX_IDS,
              description = "An agent acts for itself alone and cannot have admin.")
          List<Role> roles,
      @Schema(minLength = 1, maxLength = Id.MAX_LENGTH, pattern = Texts.PRINTABLE)
          @Nullable String name,
      @Schema(format = "date-time", description = "ISO 8601 with an offset; not in the past.")
          @Nullable String expiresAt) {}

  /** A key that was just made. */
  @Schema(description = "The key that was made, with its secret.")
  public record MadeApiKey(
      KeyId id,
      KeyOwner owner,
      List<Role> roles,
      @Nullable String name,
      @Nullable Time expiresAt,
      @Schema(description = "The key itself, shown this once.") String key) {}

  /** A key. */
  @Schema(description = "A key, without its secret.")
  public record ApiKey(
      KeyId id,
      KeyOwner owner,
      List<Role> roles,
      @Nullable String name,
      @Nullable Time expiresAt,
      Time createdAt,
      @Nullable Time revokedAt) {}

  /** All keys. */
  @Schema(description = "All keys, revoked ones included.")
  public record ApiKeys(
      List<ApiKey> keys, @Schema(minimum = "0", description = "How many these are.") int total) {}
}
