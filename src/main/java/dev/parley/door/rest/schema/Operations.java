package dev.parley.door.rest.schema;

import dev.parley.vocabulary.OperatorCommand.MakeBackup;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an administrator does with a node. */
public final class Operations {
  private Operations() {}

  /** What a backup is called. */
  @Schema(
      name = "BackupName",
      type = SchemaType.STRING,
      pattern = "^" + MakeBackup.NAME + "$",
      description = "Letters, digits, dots, dashes and underscores.",
      examples = "nightly-2026-01-30")
  public static final class BackupName {
    private BackupName() {}
  }

  /** A backup. */
  @Schema(
      description = "A copy of the data, in the directory of that name.",
      examples = "{\"name\":\"nightly-2026-01-30\"}")
  public record Backup(BackupName name) {}
}
