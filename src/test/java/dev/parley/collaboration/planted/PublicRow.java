package dev.parley.collaboration.planted;

/** Breaks a rule of the architecture, so that the rule is seen to work. */
@jakarta.persistence.Entity
public class PublicRow {
  @jakarta.persistence.Id private String id = "";

  public String id() {
    return id;
  }
}
