/**
 * What a stranger's file is, whatever it is called: received onto the disk ({@link
 * dev.parley.files.Spool}), known by its content ({@link dev.parley.files.MediaTypes}), and, where
 * it is a picture, measured and made small ({@link dev.parley.files.Pictures}).
 *
 * <p>Knows nothing of rooms, doors and the hub: only the JDK and Tika.
 */
@NullMarked
package dev.parley.files;

import org.jspecify.annotations.NullMarked;
