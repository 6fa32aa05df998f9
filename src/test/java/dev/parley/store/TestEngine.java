package dev.parley.store;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The databases that every test of what is stored runs over. */
public enum TestEngine {
  /** The embedded store. */
  EMBEDDED {
    @Override
    public StoreSettings settings(Path directory) {
      return StoreSettings.embedded(directory);
    }
  },

  /** A database of its own in {@link TestPostgres}. */
  POSTGRESQL {
    @Override
    public StoreSettings settings(Path directory) {
      String url = DATABASES.computeIfAbsent(directory, path -> TestPostgres.get().database());
      return StoreSettings.postgresql(url, null, null);
    }
  };

  private static final Map<Path, String> DATABASES = new ConcurrentHashMap<>();

  /** The store that belongs to a directory: the same one whenever it is asked for. */
  public abstract StoreSettings settings(Path directory);
}
