/**
 * The first steps of {@code java -jar parley.war}, in whatever Java that may be: find a Java that
 * is new enough, and go on in it. Everything here is compiled for Java 11 and uses {@code
 * java.base} and {@code java.management} only.
 *
 * <p>{@link dev.parley.launcher.boot.Start} is the only class at the root of the WAR, because a
 * full server hands out what lies there.
 */
@NullMarked
package dev.parley.launcher.boot;

import org.jspecify.annotations.NullMarked;
