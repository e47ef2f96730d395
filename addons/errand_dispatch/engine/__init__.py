from . import arrival, draw, flow, waves
