package dev.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The AsyncAPI document is one: the AsyncAPI project's own parser takes it. */
class AsyncApiParserIT {
  private static final Path DOCUMENTS =
      Path.of("target/classes/dev/parley/operations").toAbsolutePath();

  /** Errors and warnings alone: a newer version of AsyncAPI is worth no more than a hint. */
  private static final String SCRIPT =
      """
      import { readFileSync } from 'node:fs';
      import { Parser } from '@asyncapi/parser';
      const told = async (text) => {
        const { document, diagnostics } = await new Parser().parse(text);
        const faults = diagnostics.filter(({ severity }) => severity < 2);
        return `${document?.version()} ${JSON.stringify(faults)}`;
      };
      const json = readFileSync('%1$s/asyncapi.json', 'utf8');
      console.log('json', await told(json));
      console.log('yaml', await told(readFileSync('%1$s/asyncapi.yaml', 'utf8')));
      const broken = JSON.parse(json);
      broken.operations.agents_send.messages[0].$ref = '#/channels/rooms/messages/ack';
      console.log('broken', await told(JSON.stringify(broken)));
      """
          .formatted(DOCUMENTS);

  @BeforeAll
  static void prepare() throws Exception {
    Tools.prepare();
  }

  @Test
  void isValid() throws Exception {
    Path script = Tools.NPM.resolve("asyncapi-parser.mjs");
    Files.writeString(script, SCRIPT);
    try (Program node = Program.start(Tools.NPM, Map.of(), Tools.path("node"), script.toString())) {
      assertThat(node.exitCode(Duration.ofSeconds(60))).as(node::output).isZero();
      assertThat(node.output())
          .contains("json 3.0.0 []", "yaml 3.0.0 []")
          .doesNotContain("broken 3.0.0 []");
    }
  }
}
