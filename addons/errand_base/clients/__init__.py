from . import osrm
