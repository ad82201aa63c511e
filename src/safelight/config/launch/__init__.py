"""Starting the program: the embedded database, the server processes and the parent that watches over them."""
