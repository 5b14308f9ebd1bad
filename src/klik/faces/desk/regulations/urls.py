"""The addresses of the desk's regulations and house style."""

from django.urls import path

from klik.faces.desk.regulations import adopting, adoptions, contact, ending, house, reading

urlpatterns = [
    path("reglementen/", adoptions.adoptions, name="adoptions"),
    path("reglementen/invoeren/", adopting.adopt, name="adopt"),
    path("reglementen/invoeren/leeg/", reading.blank, name="blank-adoption"),
    path("reglementen/<uuid:adoption>/", reading.adoption, name="adoption"),
    path("reglementen/<uuid:adoption>/bestand/", reading.adoption_file, name="adoption-file"),
    path("reglementen/<uuid:adoption>/contact/", contact.contact, name="agreement-contact"),
    path("reglementen/<uuid:adoption>/beeindigen/", ending.end, name="end-adoption"),
    path("huisstijl/", house.house_style, name="house-style"),
    path("huisstijl/proef/", house.preview, name="preview-house-style"),
]
