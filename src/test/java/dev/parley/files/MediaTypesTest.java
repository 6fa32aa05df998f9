package dev.parley.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypesTest {
  private static final MediaTypes TYPES = new MediaTypes();

  @TempDir Path directory;

  private String of(byte[] content) throws IOException {
    return TYPES.of(Files.write(directory.resolve("whatever.png"), content));
  }

  private String of(String content) throws IOException {
    return of(content.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aFileIsKnownByItsContentAndNotByItsName() throws IOException {
    assertThat(of(PicturesTest.picture("png", 3, 3))).isEqualTo("image/png");
    assertThat(of(PicturesTest.picture("jpeg", 3, 3))).isEqualTo("image/jpeg");
    assertThat(of(PicturesTest.picture("gif", 3, 3))).isEqualTo("image/gif");
    assertThat(of("just words, é and ü")).isEqualTo("text/plain");
    assertThat(of("<!DOCTYPE html><html><script>alert(1)</script></html>")).isEqualTo("text/html");
    assertThat(of("<svg xmlns=\"http://www.w3.org/2000/svg\"/>")).isEqualTo("image/svg+xml");
    assertThat(of("%PDF-1.7\n")).isEqualTo("application/pdf");
    assertThat(of(new byte[] {0, 1, 2, 3, 4, 0, 9, -1, -2})).isEqualTo(MediaTypes.UNKNOWN);
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(zip)) {
      out.putNextEntry(new ZipEntry("a.txt"));
    }
    assertThat(of(zip.toByteArray())).isEqualTo("application/zip");
  }

  @ParameterizedTest
  @CsvSource({
    "image/png, image/png, image/png",
    "image/png, , image/png",
    "image/png, application/octet-stream, image/png",
    "image/png, no type, image/png",
    "image/png, image/png; charset=x, image/png",
    "text/plain, text/csv, text/csv",
    "text/plain, text/markdown; charset=utf-8, text/markdown",
    "text/plain, application/json, application/json",
    "text/html, text/plain, text/html",
    "application/zip, application/vnd.openxmlformats-officedocument.wordprocessingml.document,"
        + " application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/octet-stream, application/x-of-ours, application/octet-stream",
    "audio/mpeg, audio/mp3, audio/mpeg",
    "image/jpeg, image/jpg, image/jpeg",
  })
  void whatAgreesIsCalledWhatSaysMore(String found, String claimed, String called) {
    assertThat(TYPES.reconciled(found, claimed)).isEqualTo(called);
  }

  @ParameterizedTest
  @CsvSource({
    "text/html, image/png",
    "application/zip, image/jpeg",
    "image/svg+xml, image/png",
    "application/octet-stream, image/png",
    "application/octet-stream, text/plain",
    "application/octet-stream, application/pdf",
    "image/png, text/plain",
    "image/jpeg, image/png",
    "text/html, image/jpg",
    "application/x-executable, image/gif",
  })
  void aLieIsNoticed(String found, String claimed) {
    assertThat(TYPES.reconciled(found, claimed)).isNull();
  }
}
