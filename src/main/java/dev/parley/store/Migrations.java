package dev.parley.store;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * The migrations, by name. Flyway would look for them on the class path, which not every server
 * lets it list: it finds none then, and takes an empty schema for one that is up to date.
 */
final class Migrations implements ResourceProvider {
  /** Where they lie among the resources. */
  static final String FOLDER = "db/migration/";

  /** All of them, the oldest first. */
  static final List<String> NAMES =
      List.of(
          "V1__journal.sql",
          "V2__identity.sql",
          "V3__collaboration.sql",
          "V4__decisions.sql",
          "V5__answers.sql",
          "V6__rooms.sql",
          "V7__people.sql",
          "V7_1__requests_by_session.sql",
          "V8__agents.sql",
          "V9__presence.sql",
          "V10__attachments.sql",
          "V11__audit.sql",
          "V12__content.sql");

  /** Flyway also asks for files of settings beside the migrations. */
  @Override
  public @Nullable LoadableResource getResource(String name) {
    String file = name.substring(name.lastIndexOf('/') + 1);
    return NAMES.contains(file) ? new Migration(file) : null;
  }

  @Override
  public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
    return NAMES.stream()
        .filter(name -> name.startsWith(prefix) && Arrays.stream(suffixes).anyMatch(name::endsWith))
        .<LoadableResource>map(Migration::new)
        .toList();
  }

  private static final class Migration extends LoadableResource {
    private final String name;

    Migration(String name) {
      this.name = name;
    }

    @Override
    public Reader read() {
      InputStream in = Migrations.class.getClassLoader().getResourceAsStream(getAbsolutePath());
      return new InputStreamReader(
          Objects.requireNonNull(in, getAbsolutePath()), StandardCharsets.UTF_8);
    }

    @Override
    public String getAbsolutePath() {
      return FOLDER + name;
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return getAbsolutePath();
    }

    @Override
    public String getFilename() {
      return name;
    }

    @Override
    public String getRelativePath() {
      return name;
    }
  }
}
