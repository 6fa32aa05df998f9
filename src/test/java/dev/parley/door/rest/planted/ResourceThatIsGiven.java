package dev.parley.door.rest.planted;

/**
 * Breaks a rule, so that the rule is seen to work.
 *
 * @param something what a container cannot give it
 */
@jakarta.ws.rs.Path("planted")
public record ResourceThatIsGiven(String something) {}
