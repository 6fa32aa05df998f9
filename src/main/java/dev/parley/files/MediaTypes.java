package dev.parley.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.mime.MimeTypes;
import org.jspecify.annotations.Nullable;

/**
 * Says of what media type a file is by its first bytes, and whether that can be what it is said to
 * be. What it is called says nothing. Safe for use by any number of threads.
 */
public final class MediaTypes {
  /** What nobody knows more of. */
  public static final String UNKNOWN = "application/octet-stream";

  private final MimeTypes types = MimeTypes.getDefaultMimeTypes();
  private final MediaTypeRegistry registry = types.getMediaTypeRegistry();

  /** The media type of a file's content, without parameters. Reads its beginning. */
  public String of(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 64 * 1024)) {
      return types.detect(in, new Metadata()).getBaseType().toString();
    }
  }

  /**
   * What a file is to be called, given what was found and what was said of it: that which says more
   * where the two agree. A word processor's document is found to be a ZIP, a table to be text.
   *
   * @param found {@link #of}
   * @param claimed what the client says; null, {@value #UNKNOWN} and what cannot be read say
   *     nothing
   * @return null where they contradict each other
   */
  public @Nullable String reconciled(String found, @Nullable String claimed) {
    MediaType said = claimed == null ? null : MediaType.parse(claimed);
    if (said == null || said.getBaseType().equals(MediaType.OCTET_STREAM)) {
      return found;
    }
    MediaType is = registry.normalize(MediaType.parse(found));
    MediaType claim = registry.normalize(said.getBaseType());
    if (!registry.getTypes().contains(claim)) {
      // Such as image/jpg: nobody's, but what is meant is known.
      return claim.getType().equals("image") && !is.getType().equals("image") ? null : found;
    }
    if (is.equals(MediaType.OCTET_STREAM)) {
      return hasMarks(claim) ? null : found;
    }
    if (is.equals(claim) || registry.isSpecializationOf(is, claim)) {
      return found;
    }
    return registry.isSpecializationOf(claim, is) ? claim.toString() : null;
  }

  /** Whether whatever is of that type would have been found to be. */
  private boolean hasMarks(MediaType type) {
    return type.getType().equals("image")
        || type.getType().equals("text")
        || registry.isInstanceOf(type, MediaType.TEXT_PLAIN)
        || registry.isInstanceOf(type, MediaType.APPLICATION_XML)
        || registry.isInstanceOf(type, MediaType.APPLICATION_ZIP)
        || type.equals(MediaType.application("pdf"));
  }
}
