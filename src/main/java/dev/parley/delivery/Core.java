package dev.parley.delivery;

/** What the parts of a hub have in common. */
record Core(
    HubSettings settings,
    History history,
    StateSource states,
    Attendance attendance,
    Hub.Means means,
    HubMeters meters,
    Pages pages) {}
