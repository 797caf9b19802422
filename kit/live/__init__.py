"""The live workshop: the server that people join, who they are, the console and the wall."""
