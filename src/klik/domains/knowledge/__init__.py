"""Knowledge: what a municipality tells everybody: news, agenda, waste rounds, vacancies."""
