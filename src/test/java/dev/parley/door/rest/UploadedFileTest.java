package dev.parley.door.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.blackbox.client.Form;
import dev.parley.door.RefusedException;
import dev.parley.vocabulary.Refusal.Code;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadedFileTest {
  private static final int LIMIT = 100_000;
  private static final String TYPE = Form.HEADERS.get("Content-Type");

  @TempDir Path directory;

  private UploadedFile read(byte[] body) throws IOException {
    return UploadedFile.read(new ByteArrayInputStream(body), TYPE, directory, LIMIT);
  }

  private void refused(byte[] body, Code code, String detail) {
    refused(new ByteArrayInputStream(body), TYPE, code, detail);
  }

  private void refused(InputStream body, String type, Code code, String detail) {
    assertThatThrownBy(() -> UploadedFile.read(body, type, directory, LIMIT))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> {
              assertThat(e.refusal().code()).isEqualTo(code);
              assertThat(e.refusal().detail()).contains(detail);
            });
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void theFileIsFoundBesideFields() throws IOException {
    byte[] body =
        new Form()
            .part("comment", null, null, "words".getBytes(StandardCharsets.UTF_8))
            .part("file", "Grüße €.txt", "text/plain", "content".getBytes(StandardCharsets.UTF_8))
            .part("more", null, null, new byte[0])
            .end();
    try (UploadedFile file = read(body)) {
      assertThat(file.name()).isEqualTo("Grüße €.txt");
      assertThat(file.claimed()).isEqualTo("text/plain");
      assertThat(Files.readString(file.content().path())).isEqualTo("content");
    }
  }

  @Test
  void theSmallestAndTheLargest() throws IOException {
    for (int size : new int[] {1, LIMIT}) {
      try (UploadedFile file = read(new Form().file("a", null, new byte[size]))) {
        assertThat(file.content().size()).isEqualTo(size);
        assertThat(file.claimed()).isNull();
      }
    }
  }

  @Test
  void nothingAndTooMuch() {
    refused(new Form().file("a", null, new byte[0]), Code.INVALID, "empty");
    refused(new Form().file("a", null, new byte[LIMIT + 1]), Code.TOO_LARGE, "100000");
    refused(new Form().file("a", null, new byte[LIMIT * 3]), Code.TOO_LARGE, "100000");
    refused(
        new Form().part("a", null, null, new byte[LIMIT * 3]).file("a", null, "x"),
        Code.TOO_LARGE,
        "100000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b.txt", "../a", "C:\\\\a", "..", "/", "/etc/passwd"})
  void aPathInTheName(String name) {
    refused(new Form().file(name, null, "x"), Code.INVALID, "path");
  }

  @Test
  void namesThatAreNone() {
    refused(new Form().file("x".repeat(256), null, "x"), Code.INVALID, "255");
    refused(new Form().file("a\u202Etxt.exe", null, "x"), Code.INVALID, "printable");
    refused(new Form().file(" ", null, "x"), Code.INVALID, "no file name");
  }

  @Test
  void noFileOrTwo() {
    refused(new Form().end(), Code.INVALID, "missing");
    refused(new Form().part("file", null, null, new byte[3]).end(), Code.INVALID, "missing");
    refused(
        new Form().part("a", "a", null, new byte[3]).file("b", null, "x"), Code.INVALID, "second");
    Form many = new Form();
    for (int i = 0; i < 20; i++) {
      many.part("f" + i, null, null, new byte[1]);
    }
    refused(many.end(), Code.INVALID, "fields");
  }

  @Test
  void cutOffAnywhere() {
    byte[] whole = new Form().file("a.txt", "text/plain", "some words");
    for (int end = 0; end < whole.length - 4; end++) {
      byte[] part = Arrays.copyOf(whole, end);
      assertThatThrownBy(() -> read(part))
          .as("cut after %d", end)
          .isInstanceOf(RefusedException.class);
    }
  }

  @SuppressWarnings("InputStreamSlowMultibyteRead")
  @Test
  void theClientIsGone() {
    byte[] whole = new Form().file("a.txt", "text/plain", "x".repeat(50_000));
    InputStream gone =
        new InputStream() {
          private final InputStream first = new ByteArrayInputStream(whole, 0, 30_000);

          @Override
          public int read() throws IOException {
            int next = first.read();
            if (next < 0) {
              throw new IOException("planted");
            }
            return next;
          }
        };
    refused(gone, TYPE, Code.MALFORMED, "cut off");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"multipart/form-data", "multipart/form-data; boundary=", "text/plain", ""})
  void noBoundary(String type) {
    refused(
        new ByteArrayInputStream(new Form().file("a", null, "x")),
        type,
        Code.MALFORMED,
        "multipart");
  }

  @Test
  void aHeaderWithoutEnd() {
    byte[] body = new Form().file("a" + "x".repeat(80_000), null, "x");
    assertThatThrownBy(() -> read(body)).isInstanceOf(RefusedException.class);
  }
}
