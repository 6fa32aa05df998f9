package dev.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The OpenAPI document is one: it is valid by the OpenAPI Initiative's own schema of version 3.1.
 */
class OpenApiSchemaIT {
  private static final Path DOCUMENT =
      Path.of("target/classes/dev/parley/operations/openapi.json").toAbsolutePath();

  private static final String SCRIPT =
      """
      import { readFileSync } from 'node:fs';
      import { Validator } from '@seriousme/openapi-schema-validator';
      const document = JSON.parse(readFileSync('%s', 'utf8'));
      const validator = new Validator();
      const good = await validator.validate(document);
      console.log(good.valid, validator.version, JSON.stringify(good.errors));
      delete document.info.title;
      const broken = await new Validator().validate(document);
      console.log(broken.valid);
      """
          .formatted(DOCUMENT);

  @BeforeAll
  static void prepare() throws Exception {
    Tools.prepare();
  }

  @Test
  void isValid() throws Exception {
    Path script = Tools.NPM.resolve("openapi-schema.mjs");
    Files.writeString(script, SCRIPT);
    try (Program node = Program.start(Tools.NPM, Map.of(), Tools.path("node"), script.toString())) {
      assertThat(node.exitCode(Duration.ofSeconds(60))).as(node::output).isZero();
      assertThat(node.output()).contains("true 3.1 undefined").contains("false");
    }
  }
}
