"""x"""
WORLDS = []
