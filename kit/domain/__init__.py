"""What a workshop is: pure values and rules, without files, databases, widgets or servers."""
