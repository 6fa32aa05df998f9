package dev.parley.launcher.embedded;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.microprofile.config.Config;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Structured logs on standard error, one line an event, for our own code and for every library
 * however it logs.
 */
final class Logging {
  private Logging() {}

  /** Takes logging over. Nothing may have been logged before. */
  static void start() {
    // There may be a second backend in WEB-INF/lib, for servers without this one.
    System.setProperty("slf4j.provider", "ch.qos.logback.classic.spi.LogbackServiceProvider");
    System.setProperty("slf4j.internal.verbosity", "WARN");
    // Told so, logback does not look for configuration files.
    System.setProperty("logback.configurationFile", "none");
    // Without these the two would set up java.util.logging in their own way.
    System.setProperty("hsqldb.reconfig_logging", "false");
    System.setProperty("org.jboss.logging.provider", "slf4j");

    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    LogfmtEncoder encoder = new LogfmtEncoder();
    encoder.setContext(context);
    encoder.start();
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setOutputStream(System.err);
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    root.setLevel(Level.WARN);
    context.getLogger("dev.parley").setLevel(Level.INFO);
    // What keeps the application from starting is told once, and not by the server.
    context.getLogger(WebAppContext.class).setLevel(Level.ERROR);
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }

  /** Sets the levels that the configuration asks for. */
  static void levels(Config config) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    config
        .getOptionalValue("parley.log.level", String.class)
        .ifPresent(
            level -> context.getLogger("dev.parley").setLevel(Level.toLevel(level, Level.INFO)));
    config
        .getOptionalValue("parley.log.libraries", String.class)
        .ifPresent(
            level ->
                context
                    .getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)
                    .setLevel(Level.toLevel(level, Level.WARN)));
  }
}
