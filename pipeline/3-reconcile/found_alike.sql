-- One row is two keys whose rows agree in all else, in one extract or from one to the next.
{{ proposals }}
