from .wiring import Services as Services, open_services as open_services
