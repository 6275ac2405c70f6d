"""eventapp plans staff assemblies: program, invitation and a calendar entry that is right."""
