cat first
