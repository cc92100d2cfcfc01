{{- define "online-safety.container" -}}
image: {{ printf "%s:%s" (required "image.repository: where is the image?" .Values.image.repository) (.Values.image.tag | default .Chart.AppVersion) | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
env:
  - { name: SCHOOL_FILE, value: /config }
  {{- range $name, $value := .Values.environment }}
  - { name: {{ $name }}, value: {{ $value | quote }} }
  {{- end }}
envFrom:
  - secretRef: { name: {{ required "existingSecret: which Secret has DATABASE_URL?" .Values.existingSecret }} }
resources: {{- toYaml .Values.resources | nindent 2 }}
volumeMounts:
  - { name: schools, mountPath: /config, readOnly: true }
  - { name: tmp, mountPath: /tmp }
{{- end -}}
