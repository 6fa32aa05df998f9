package dev.parley.vocabulary;

/** What an administrator asks of this node; it changes nothing that anybody could hear of. */
public sealed interface OperatorCommand extends Command {

  /**
   * Copies everything that this node keeps, so that a hub can be started from the copy. {@code
   * Created} with the name; {@code Done} where there is one of that name already.
   *
   * @param name of the copy
   */
  record MakeBackup(String name) implements OperatorCommand {
    /** What a name looks like, as a regular expression; it is the name of a directory too. */
    public static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
  }
}
