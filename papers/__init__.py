"""What a paper is: files, pages, words, spans and evidence. Standard library only."""
