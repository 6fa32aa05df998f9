/**
 * The server of {@code java -jar parley.war}: Jetty with Jersey and Weld around the same WAR that a
 * full server runs, its configuration, its logging, and its orderly end. Only {@link
 * dev.parley.launcher} calls it, by reflection, in the class loader that has the unpacked
 * libraries.
 *
 * <p>It may use everything in {@code WEB-INF/embedded}, and knows of the application only what
 * {@link dev.parley.launcher.embedded.Attributes} names.
 */
@NullMarked
package dev.parley.launcher.embedded;

import org.jspecify.annotations.NullMarked;
