package dev.parley.assembly;

import dev.parley.administration.AdministrationException;
import dev.parley.administration.ApiKeyCommands;
import dev.parley.administration.ApiKeys;
import dev.parley.administration.BackupCommand;
import dev.parley.administration.HubClient;
import dev.parley.administration.Parameters;
import dev.parley.administration.RemoteApiKeys;
import dev.parley.administration.RestoredCommand;
import dev.parley.administration.StoppedHub;
import dev.parley.administration.StoredApiKeys;
import dev.parley.administration.TokenCommand;
import dev.parley.identity.BootstrapKey;
import dev.parley.operations.Settings;
import dev.parley.operations.Units;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.spi.ToolProvider;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The commands of the command line but {@code serve}, as the launcher runs them: what to do, then
 * parameters as {@code name=value}. Where a hub serves from the data directory, {@code hub} is its
 * address, and {@code certificate} the file of its certificate where it serves TLS.
 */
public final class AdministrationTool implements ToolProvider {
  private static final String OPERAND = "operand";
  private static final String HUB = "hub";
  private static final String CERTIFICATE = "certificate";

  /** Made by the service loader. */
  public AdministrationTool() {}

  @Override
  public String name() {
    return "parley";
  }

  @Override
  public int run(PrintWriter out, PrintWriter err, String... arguments) {
    String words = "";
    Map<String, String> values = new HashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals < 0) {
        words = argument;
      } else {
        values.put(argument.substring(0, equals), argument.substring(equals + 1));
      }
    }
    try {
      HubConfiguration configuration =
          HubConfiguration.toAdminister(new Settings(ConfigProvider.getConfig()));
      run(words, new Parameters(values, Units::millis), configuration, out, err);
      return 0;
    } catch (AdministrationException e) {
      err.println("parley: " + e.getMessage());
      return e.exitCode();
    } catch (IllegalArgumentException e) {
      // The configuration is not acceptable; the message says why.
      err.println("parley: " + e.getMessage());
      return 1;
    }
  }

  private static void run(
      String words,
      Parameters parameters,
      HubConfiguration configuration,
      PrintWriter out,
      PrintWriter err)
      throws AdministrationException {
    switch (words) {
      case "token" -> {
        if (!configuration.developmentKey()) {
          throw AdministrationException.failed(
              "this hub does not take tokens signed with the development key, but those of the"
                  + " issuer that is configured");
        }
        TokenCommand.run(
            configuration.identity().jwt(),
            configuration.data(),
            parameters,
            InstantSource.system().instant(),
            out);
      }
      case "api-key create" ->
          withKeys(configuration, parameters, out, err, commands -> commands.create(parameters));
      case "api-key list" -> withKeys(configuration, parameters, out, err, ApiKeyCommands::list);
      case "api-key revoke" ->
          withKeys(
              configuration,
              parameters,
              out,
              err,
              commands -> commands.revoke(parameters.values().getOrDefault(OPERAND, "")));
      case "backup" -> backUp(configuration, parameters, out);
      case "restored" -> {
        if (parameters.values().containsKey(HUB)) {
          throw AdministrationException.failed(
              "a hub serves from this data directory, at "
                  + parameters.values().get(HUB)
                  + "; stop it first");
        }
        RestoredCommand.run(stopped(configuration), out);
      }
      default -> throw new IllegalArgumentException("there is no command " + words);
    }
  }

  /** Something to be done about keys. */
  @FunctionalInterface
  private interface KeyCommand {
    void run(ApiKeyCommands commands) throws AdministrationException;
  }

  private static void withKeys(
      HubConfiguration configuration,
      Parameters parameters,
      PrintWriter out,
      PrintWriter err,
      KeyCommand command)
      throws AdministrationException {
    if (!parameters.values().containsKey(HUB)) {
      try (StoredApiKeys keys = StoredApiKeys.open(stopped(configuration))) {
        command.run(commands(keys, out, err));
      }
    } else {
      try (HubClient hub = hub(configuration, parameters)) {
        command.run(commands(new RemoteApiKeys(hub), out, err));
      }
    }
  }

  private static void backUp(HubConfiguration configuration, Parameters parameters, PrintWriter out)
      throws AdministrationException {
    try (HubClient hub =
        parameters.values().containsKey(HUB) ? hub(configuration, parameters) : null) {
      BackupCommand.run(
          configuration.store(),
          configuration.data(),
          hub,
          parameters,
          InstantSource.system().instant(),
          out);
    }
  }

  private static StoppedHub.Settings stopped(HubConfiguration configuration) {
    return new StoppedHub.Settings(configuration.store(), configuration.journal());
  }

  private static HubClient hub(HubConfiguration configuration, Parameters parameters)
      throws AdministrationException {
    String certificate = parameters.values().get(CERTIFICATE);
    return new HubClient(
        URI.create(parameters.values().getOrDefault(HUB, "")),
        certificate == null ? null : Path.of(certificate),
        administratorsKey(configuration));
  }

  private static ApiKeyCommands commands(ApiKeys keys, PrintWriter out, PrintWriter err) {
    return new ApiKeyCommands(keys, InstantSource.system(), out, err);
  }

  private static String administratorsKey(HubConfiguration configuration)
      throws AdministrationException {
    String configured = configuration.identity().bootstrapAdminKey();
    if (configured != null) {
      return configured.strip();
    }
    Path file = configuration.data().resolve(BootstrapKey.FILE_NAME);
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw AdministrationException.failed(
          "the hub is up, and the administrator's key to ask it with cannot be read: " + e);
    }
  }
}
