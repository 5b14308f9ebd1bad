"""My municipality: opening hours, appointments, reports, news, agenda, waste, vacancies."""
