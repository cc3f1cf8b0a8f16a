echo $MODE
