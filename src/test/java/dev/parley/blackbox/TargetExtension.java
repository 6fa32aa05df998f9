package dev.parley.blackbox;

import dev.parley.blackbox.client.Target;
import dev.parley.servers.ApplicationServer;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the hub that they are for, by a parameter of type {@link Target}. That is one server
 * for all of them, the packaged WAR, started when the first asks; or, where the system property
 * {@code parley.blackbox.url} names one that runs, such as {@code http://127.0.0.1:8080}, that one.
 * It has to be configured like {@code src/test/resources/blackbox/standard.properties}, and may
 * hold data already: tests keep to names of their own. They do not run side by side with other
 * users of it, because some tell that nothing has happened by the topic's offset.
 *
 * <p>Where the system property {@code parley.blackbox.server} names one of {@code server-config},
 * the WAR is deployed to such a server; tests for those alone have a parameter of type {@link
 * ApplicationServer} too.
 *
 * <p>What is started here uses its embedded store, or a real PostgreSQL where the system property
 * {@code parley.blackbox.database} is {@code postgresql}.
 *
 * <p>{@link Target#at} tells how its keys are named where they are not the standard ones.
 */
public final class TargetExtension implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Target.class || type == ApplicationServer.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    SharedHub hub =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(TargetExtension.class))
            .getOrComputeIfAbsent(SharedHub.class, type -> SharedHub.open(), SharedHub.class);
    return parameter.getParameter().getType() == Target.class ? hub.target() : hub.server();
  }
}
