"""Documents for people, each rendered from one report model: HTML, PDF, DOCX and XLSX."""
