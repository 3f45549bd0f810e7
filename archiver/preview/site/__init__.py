"""The site as the preview draws it: what it is drawn from, what is drawn, and what stays in memory."""
